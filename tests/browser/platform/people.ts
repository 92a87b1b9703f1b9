/** The file that a generated world writes about its people. */
export interface People {
  password: string
  schools: School[]
  employers: Account[]
  province_login: string
}

export interface Account {
  login: string
  name: string
}

export interface School {
  school: string
  name: string
  route: 'school_only' | 'department_then_school'
  school_login: string
  departments: Account[]
  graduates: Graduate[]
}

export interface Graduate extends Account {
  exam_no: string
  department: string
}

/** Gives out people: a graduate plays in one test only, so that no test finds another one's traces on them. */
export class Cast {
  private readonly played = new Set<string>()
  private employersGiven = 0

  constructor(readonly people: People) {}

  get twoLevels(): School {
    return this.schoolWith('department_then_school')
  }

  get schoolOnly(): School {
    return this.schoolWith('school_only')
  }

  /** Two users of one department. */
  colleagues({ departments }: School): [Account, Account] {
    const [one, other] = departments.filter((each) => each.name === departments[0]?.name)
    if (!one || !other) throw new Error('no department has two users')
    return [one, other]
  }

  graduate(school: School, department?: Account): Graduate {
    const free = school.graduates.find(
      (one) => !this.played.has(one.login) && (!department || one.department === department.name),
    )
    if (!free) throw new Error(`${school.name} has no graduates left: generate more`)
    this.played.add(free.login)
    return free
  }

  employer(): Account {
    const employer = this.people.employers[this.employersGiven++ % this.people.employers.length]
    if (!employer) throw new Error('there are no employers')
    return employer
  }

  private schoolWith(route: School['route']): School {
    const school = this.people.schools.find((one) => one.route === route)
    if (!school) throw new Error(`no school has the route ${route}`)
    return school
  }
}

/** The department that a graduate belongs to. */
export function departmentOf(school: School, graduate: Graduate): Account {
  const department = school.departments.find((one) => one.name === graduate.department)
  if (!department) throw new Error(`${graduate.department} has no account`)
  return department
}
