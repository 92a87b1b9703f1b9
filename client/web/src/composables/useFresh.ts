import { useLoad } from './useLoad'

/**
 * Content that others change: read at once, and again whenever something is heard of it. One reading at a time, and one more after
 * it for what happened meanwhile.
 */
export function useFresh<T>(read: () => Promise<T>) {
  const { content, failure, load } = useLoad(read)
  let reading = false
  let again = false

  async function refresh(): Promise<void> {
    again = reading
    if (reading) return
    reading = true
    await load()
    reading = false
    if (again) void refresh()
  }

  void refresh()
  return { content, failure, refresh }
}
