import type { Named, Origin, SourceNote } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { report } from './reading.ts'
import { type Reader, readRecord, type Site } from './record.ts'
import { readAddress, readDay, readText } from './scalars.ts'
import { suggest } from './suggestion.ts'

/** An entry of `sources`. */
export const readOrigin: Reader<Origin> = (value, site) =>
  // The shape reads exactly the members of an origin.
  readRecord<Origin>(value, ORIGIN, site)

const ORIGIN = {
  members: { url: readAddress, version: readText, as_of: readDay, doc: readText },
  required: ['url'],
}

/** A source by name, with or without a place in it, or an address. Adds UH6012. */
export function sourceName(names: Pick<Names, 'sources'>): Reader<string> {
  return (value, site) => {
    const text = readText(value, site)
    if (text === undefined || text.includes('://')) return text
    const [name = ''] = text.split('#')
    if (names.sources.has(name)) return text
    report(site.reading, 'UH6012', {
      message: `${site.what()} is ${quoted(name)}, which is not under \`sources\``,
      span: value.span,
      ...suggest(
        { text: name, span: value.span, reading: site.reading },
        names.sources,
        'add it to `sources`',
      ),
    })
    return undefined
  }
}

/**
 * A `source` member: one source for all figures, or one by member. A capability is named with what
 * it is: `capabilities.supports_json_mode`.
 */
export function sourceNote(names: Names): Reader<SourceNote> {
  const one = sourceName(names)
  const byMember = {
    members: { prices: one, capabilities: one },
    declared: {
      names: [...names.fields.keys()],
      readerOf: (name: string) =>
        names.fields.has(name) || CAPABILITY.test(name) ? one : undefined,
    },
  }
  return (value: Located, site: Site) =>
    value.kind === 'record' ? readRecord<Named<string>>(value, byMember, site) : one(value, site)
}

const CAPABILITY = /^capabilities\../
