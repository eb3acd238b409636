import { isRecord } from '../decide/decode-context.ts'

/** Whether a value is as it has to be: undefined, or what is wrong with it. */
export type Shape = (value: unknown) => Misfit | undefined

export interface Misfit {
  /** From the value that was checked to the part that is wrong: `.hops[0].status`. */
  readonly path: string
  /** What should stand there: `a text`. */
  readonly wanted: string
}

export type Members = { readonly [name: string]: Shape }

export const text = plain('a text', (value) => typeof value === 'string')
export const number = plain('a number', (value) => typeof value === 'number')
export const count = plain('a whole number', isCount)
export const flag = plain('true or false', (value) => typeof value === 'boolean')
export const list = plain('a list', (value) => Array.isArray(value))
export const textOrNull = plain(
  'a text or null',
  (value) => value === null || typeof value === 'string',
)

export function maybe(shape: Shape): Shape {
  return (value) => (value === undefined ? undefined : shape(value))
}

/** The one or the other; what is wrong is told of the first. */
export function either(first: Shape, second: Shape): Shape {
  return (value) => second(value) && first(value)
}

export function words(...allowed: readonly string[]): Shape {
  const misfit = { path: '', wanted: `one of ${allowed.join(', ')}` }
  return (value) => (typeof value === 'string' && allowed.includes(value) ? undefined : misfit)
}

export function listOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return { path: '', wanted: 'a list' }
    for (let i = 0; i < value.length; i++) {
      const misfit = shape(value[i])
      if (misfit !== undefined) return { ...misfit, path: `[${i}]${misfit.path}` }
    }
    return undefined
  }
}

/** A record with these members at least. A path is made only where something is wrong. */
export function record(members: Members): Shape {
  const shapes = Object.entries(members)
  return (value) => {
    if (!isRecord(value)) return { path: '', wanted: 'an object' }
    for (let i = 0; i < shapes.length; i++) {
      const [name = '', shape] = shapes[i] ?? []
      const misfit = shape?.(Object.hasOwn(value, name) ? value[name] : undefined)
      if (misfit !== undefined) return { ...misfit, path: `.${name}${misfit.path}` }
    }
    return undefined
  }
}

function plain(wanted: string, fits: (value: unknown) => boolean): Shape {
  const misfit = { path: '', wanted }
  return (value) => (fits(value) ? undefined : misfit)
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
