import { inject, provide, type InjectionKey } from 'vue'

/** The part of a form that its fields use. */
export interface FieldContext {
  errorOf(path: string): string
  touch(path: string): void
}

const KEY: InjectionKey<FieldContext> = Symbol('fields')

export const provideFields = (context: FieldContext) => provide(KEY, context)

export function useFields(): FieldContext {
  const context = inject(KEY)
  if (!context) throw new Error('a form field outside its form')
  return context
}
