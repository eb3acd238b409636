import { unreachable } from '../../base/unreachable.ts'

/** What the member `model` of a request says. */
export type ModelName =
  /** Nothing: it is absent, null or empty. */
  | { readonly kind: 'none' }
  | { readonly kind: 'policy'; readonly name: string }
  | { readonly kind: 'family'; readonly family: string }
  /** Without a slash, `family` is empty. */
  | { readonly kind: 'pin'; readonly provider: string; readonly family: string }
  | { readonly kind: 'flow'; readonly name: string }
  /** The name of a model, as applications send it that know of no policies. */
  | { readonly kind: 'plain'; readonly name: string }

/** Reads `policy:NAME` and the like. Undefined where the value is no text. */
export function modelName(value: unknown): ModelName | undefined {
  if (value === undefined || value === null) return { kind: 'none' }
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return { kind: 'none' }
  const colon = text.indexOf(':')
  const form = FORMS.get(text.slice(0, Math.max(0, colon)))
  const rest = text.slice(colon + 1).trim()
  switch (form) {
    case undefined:
      return { kind: 'plain', name: text }
    case 'policy':
    case 'flow':
      return { kind: form, name: rest }
    case 'family':
      return { kind: 'family', family: rest }
    case 'pin': {
      const [provider = '', ...family] = rest.split('/')
      return { kind: 'pin', provider, family: family.join('/') }
    }
    default:
      return unreachable(form)
  }
}

/** What stands before the colon. Other hosts call named policies profiles. */
const FORMS: ReadonlyMap<string, 'policy' | 'family' | 'pin' | 'flow'> = new Map([
  ['policy', 'policy'],
  ['profile', 'policy'],
  ['family', 'family'],
  ['pin', 'pin'],
  ['flow', 'flow'],
])
