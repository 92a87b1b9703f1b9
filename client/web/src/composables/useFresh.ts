import { useLoad } from './useLoad'

/** Content that others change: read at once, and again whenever something is heard of it. */
export function useFresh<T>(read: () => Promise<T>) {
  const { content, failure, load, refresh } = useLoad(read)
  void load()
  return { content, failure, refresh }
}
