import { Unanswered } from '@/api/refusal'
import type { UploadJob } from '@/api/wire'

export const EVERY_MS = 500
/** Answers that may be missing in a row before following is given up; the upload itself goes on without us. */
const SILENT_MAX = 10

/** Something that is taken in row by row and can be asked how far it is. */
export interface Job {
  job: string
  finished: boolean
}

/** The outside world, as far as following needs it. */
export interface Watcher<T extends Job> {
  read: (job: string) => Promise<T>
  pause: (ms: number) => Promise<void>
  seen: (job: T) => void
}

/** Reads an upload's progress until it is over; a lost answer is asked for again. */
export async function followUpload<T extends Job>(begun: T, { read, pause, seen }: Watcher<T>): Promise<T> {
  let job = begun
  let silent = 0
  seen(job)
  while (!job.finished) {
    await pause(EVERY_MS)
    try {
      job = await read(begun.job)
      silent = 0
      seen(job)
    } catch (error) {
      silent += 1
      if (!(error instanceof Unanswered) || silent > SILENT_MAX) throw error
    }
  }
  return job
}

/** The result of a finished upload. */
export type Outcome = 'nothing' | 'partly' | 'all'

/** A file with a single fault is refused whole: nothing of it was taken. */
export function outcomeOf(job: UploadJob): Outcome {
  const taken = job.report.added + job.report.changed + job.report.unchanged + job.report.restored
  if (taken === 0) return 'nothing'
  return job.report.refused.length ? 'partly' : 'all'
}
