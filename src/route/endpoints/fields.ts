import { compareBytes } from '../../base/byte-order.ts'
import type { CatalogVocabulary, FieldInfo } from '../../catalog/vocabulary.ts'
import { CORE_FIELDS, type CoreFieldName, rankFieldName } from '../../ir/vocabulary.ts'
import type { RecordedNumber } from '../../trace/index.ts'
import { recordedNumber } from '../../trace/recorded-number.ts'

/** The answer of `GET /x/fields`. */
export interface FieldList {
  readonly fields: readonly ListedField[]
  /** Lowest first. */
  readonly tiers: readonly string[]
}

/** The first four members are those of the other host. */
export interface ListedField {
  readonly name: string
  readonly sort: 'Num' | 'Bool'
  /** Whose property it is: of the model, or of whoever serves it. */
  readonly group: 'model' | 'provider'
  /** Whether every host of the wire format knows it. */
  readonly core: boolean
  /** What is read where nobody knows: `inf` for the number that JSON has no form for. */
  readonly default: RecordedNumber | boolean
  readonly doc?: string
  readonly unit?: string
  /** The values that a known one can have, both ends included. */
  readonly domain?: readonly [low: RecordedNumber, high: RecordedNumber]
  readonly better?: 'higher' | 'lower'
  /** Where the figures come from. */
  readonly source?: string
}

/** What policies may say: the core fields in the order of the wire format, then the others by name. */
export function fields(vocabulary: CatalogVocabulary): FieldList {
  const own = [...vocabulary.fields.keys()].filter((name) => !isCore(name)).sort(compareBytes)
  const names = [...Object.keys(CORE_FIELDS), ...own]
  return {
    fields: names.flatMap((name) => listedField(name, vocabulary) ?? []),
    tiers: vocabulary.tiers,
  }
}

function listedField(name: string, vocabulary: CatalogVocabulary): ListedField | undefined {
  const field = vocabulary.fields.get(name)
  if (field === undefined) return undefined
  const info = vocabulary.info.get(name)
  return {
    name,
    sort: field.sort,
    group: OF_PROVIDERS.has(name) ? 'provider' : 'model',
    core: isCore(name),
    default: field.sort === 'Num' ? recordedNumber(field.default) : field.default,
    ...(info !== undefined && said(info)),
  }
}

function said(info: FieldInfo): Partial<ListedField> {
  const source = info.source === undefined ? {} : { source: info.source }
  if (!('unit' in info)) return { doc: info.doc, ...source }
  const { doc, unit, better } = info
  const [low, high] = info.domain
  const domain = [recordedNumber(low), recordedNumber(high)] as const
  return { doc, unit, domain, better, ...source }
}

function isCore(name: string): boolean {
  return Object.hasOwn(CORE_FIELDS, name)
}

/** The core fields but the context window, as the other host groups them, and the ranks by them. */
const OF_PROVIDERS: ReadonlySet<string> = new Set(
  (Object.keys(CORE_FIELDS) as CoreFieldName[])
    .filter((name) => name !== 'context')
    .flatMap((name) => [name, rankFieldName(name)]),
)
