import type { FieldProblem, Problem } from './wire'

/** The server answered, and the answer is no. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
    this.name = 'Refusal'
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }

  get fields(): FieldProblem[] {
    return this.problem.fields ?? []
  }

  /** Somebody else was faster: the item has to be read again. */
  get overtaken(): boolean {
    return this.code === 'stale_version' || this.code === 'already_decided'
  }
}

/** No answer came: whether a command took effect is unknown, so it is repeated with its key, never anew. A reading takes no effect. */
export class Unanswered extends Error {
  constructor(readonly to: 'reading' | 'command' = 'reading') {
    super('没有收到服务器的答复')
    this.name = 'Unanswered'
  }
}

/** The command was ended by its own sender before there was an answer. */
export class Ended extends Error {
  constructor() {
    super('已停止提交')
    this.name = 'Ended'
  }
}

function fallback(status: number, requestId: string): Problem {
  const detail = '请稍后再试；如仍不成功，请联系管理员。'
  return { type: 'about:blank', status, code: `http_${status}`, title: '操作没有成功', detail, request_id: requestId }
}

/** Reads the problem out of an answer; a proxy's plain error page becomes a problem too. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const requestId = response.headers.get('X-Request-Id') ?? ''
  try {
    const body = (await response.json()) as Partial<Problem>
    return new Refusal({ ...fallback(response.status, requestId), ...body })
  } catch {
    return new Refusal(fallback(response.status, requestId))
  }
}

const UNANSWERED = {
  reading: '请检查网络，恢复后内容会自动出现。',
  command: '刚才的操作可能还没有办成。请检查网络后再点一次，同一件事只会办理一次。',
}

/** Under its number the operator finds a failure of the server; load passes by itself, and a refusal is no failure. */
const numberOf = ({ status, request_id }: Problem) => (status >= 500 && status !== 503 && request_id ? `（请求编号：${request_id}）` : '')

/** A failure in two sentences: what happened, and what to do next. */
export function inWords(error: unknown): { title: string; detail: string } {
  if (error instanceof Refusal) {
    const { title, happened, detail } = error.problem
    return { title, detail: (happened ?? detail) + numberOf(error.problem) }
  }
  if (error instanceof Unanswered) return { title: '网络连接不稳定', detail: UNANSWERED[error.to] }
  return { title: '页面出现异常', detail: '请刷新页面后重试。' }
}
