import { CORE_FIELDS, rankFieldName } from '../../ir/vocabulary.ts'
import type { Bound, FieldDeclaration, Named, NumberFieldDeclaration } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { CANONICAL_UNIT, type Unit } from '../units.ts'
import { CORE_FIELD_INFO } from '../vocabulary.ts'
import { boundValue } from '../vocabulary-of-catalog.ts'
import type { Located, LocatedEntry } from './located.ts'
import { sourceName } from './origins.ts'
import { report } from './reading.ts'
import { memberOf, type Reader, readNamed, readRecord, reportKind, type Site } from './record.ts'
import { readFlag, readNumber, readText, wordOf } from './scalars.ts'

/** The `fields` of a document. Adds UH6015 and UH6016. */
export function readFields(
  value: Located,
  sources: ReadonlySet<string>,
  site: Site,
): Named<FieldDeclaration> {
  const read = declaration(sources)
  const fields = readNamed(value, { of: 'field', read }, site)
  if (value.kind === 'record') {
    for (const entry of value.entries) reportName(entry, fields, site)
  }
  return fields
}

function declaration(sources: ReadonlySet<string>): Reader<FieldDeclaration> {
  const common = {
    sort: wordOf(['number', 'flag']),
    doc: readText,
    source: sourceName({ sources }),
  }
  const number = {
    members: {
      ...common,
      unit: wordOf(Object.keys(CANONICAL_UNIT) as Unit[]),
      domain: readDomain,
      absent: readBound,
      rank: readFlag,
      better: wordOf(['higher', 'lower']),
    },
    required: ['sort', 'unit', 'absent'],
  }
  const flag = { members: { ...common, absent: readFlag }, required: ['sort'] }
  return (value, site) => {
    const sort = memberOf(value, 'sort')?.value
    const isFlag = sort?.kind === 'scalar' && sort.value === 'flag'
    return readRecord<FieldDeclaration>(value, isFlag ? flag : number, site)
  }
}

/** A finite number, `inf` or `-inf`. */
const readBound: Reader<Bound> = (value, site) => {
  if (value.kind === 'scalar' && (value.value === 'inf' || value.value === '-inf')) {
    return value.value
  }
  return readNumber(value, site)
}

/** The lowest and the highest value. Adds UH6016 when they are the wrong way round. */
const readDomain: Reader<NumberFieldDeclaration['domain']> = (value, site) => {
  const [first, second, ...more] = value.kind === 'list' ? value.items : []
  if (first === undefined || second === undefined || more.length > 0) {
    reportKind(value, 'a list of the lowest and the highest value', site)
    return undefined
  }
  const low = readBound(first, site)
  const high = readBound(second, site)
  if (low === undefined || high === undefined) return undefined
  if (boundValue(low) < boundValue(high)) return [low, high]
  report(site.reading, 'UH6016', {
    message: `${site.what()} goes from ${low} to ${high}; the lower value comes first`,
    span: value.span,
  })
  return undefined
}

/** Names that mean something else in a document or in a candidate. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['name', 'doc', 'base_url', 'api', 'key_env', 'tier', 'scope', 'source'],
  ...['capabilities', 'served_by', 'provider', 'model', 'offer', 'also', 'tiers', 'changes'],
  ...['price_cache_read', 'price_cache_write'],
  ...['cid', 'provider_id', 'model_family', 'served_model_id', 'peer_id'],
])

function reportName(entry: LocatedEntry, fields: Named<FieldDeclaration>, site: Site): void {
  const reason = reasonTaken(entry.key, fields)
  if (reason === undefined) return
  report(site.reading, 'UH6015', {
    message: `a field cannot be called ${quoted(entry.key)}: ${reason}`,
    span: entry.keySpan,
    help: 'give it another name',
  })
}

function reasonTaken(name: string, fields: Named<FieldDeclaration>): string | undefined {
  if (Object.hasOwn(CORE_FIELDS, name)) return 'it is a core field, which every catalog has'
  if (TAKEN.has(name)) return 'it is a member of the document'
  for (const ranked of rankedNames(fields)) {
    if (rankFieldName(ranked) === name) return `it is the rank by ${quoted(ranked)}`
  }
  return undefined
}

function rankedNames(fields: Named<FieldDeclaration>): readonly string[] {
  const core = [...CORE_FIELD_INFO.values()].filter((info) => 'ranked' in info && info.ranked)
  const declared = Object.entries(fields).filter(([, each]) => each.sort === 'number' && each.rank)
  return [...core.map(({ name }) => name), ...declared.map(([name]) => name)]
}
