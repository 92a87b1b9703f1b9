import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DepartmentQueue, QueueCounts } from '@/api/wire'
import { useQueue } from '@/stores/queue'

const waits = (department: string, waiting: number, unattended: number) => ({ department, waiting, unattended }) as DepartmentQueue
const counts = (...departments: DepartmentQueue[]) => ({ tiles: [{ kind: 'online_signing', departments }] }) as unknown as QueueCounts

describe('SET-07 what waits where nobody can decide', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('is the school’s where nobody of the department can, and not where one of its levels has an account', () => {
    const queue = useQueue()
    queue.arrive(counts(waits('数学学院', 2, 2), waits('物理学院', 3, 1), waits('文学院', 4, 0)))
    expect(['数学学院', '物理学院', '文学院'].filter((name) => queue.isUnattended('online_signing', name))).toEqual(['数学学院'])
    expect(queue.unattended.map(({ department }) => department)).toEqual(['数学学院', '物理学院'])
  })

  it('is of one list: another list’s rows of the same department are not the school’s', () => {
    const queue = useQueue()
    queue.arrive(counts(waits('数学学院', 2, 2)))
    expect(queue.isUnattended('rescission', '数学学院')).toBe(false)
    expect(queue.unattended[0]).toMatchObject({ list: 'online_signing', department: '数学学院' })
  })
})
