import type { Capabilities } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import type { LocatedEntry } from './located.ts'
import { report } from './reading.ts'
import { type Reader, readRecord, type Site } from './record.ts'
import { countFrom, readFlag, readNumber } from './scalars.ts'
import { suggest } from './suggestion.ts'

/** The capabilities that requests ask for and rules commonly name. Any other name is allowed. */
const COMMON: { readonly [name: string]: Reader<number | boolean> } = {
  context: countFrom(1),
  max_output: countFrom(1),
  supports_tools: readFlag,
  supports_vision: readFlag,
  supports_json_mode: readFlag,
  supports_reasoning: readFlag,
  supports_audio: readFlag,
  supports_streaming: readFlag,
}

/**
 * Limits and abilities. A name that is nearly a common one draws UH6030, since no rule would
 * find it.
 */
export const readCapabilities: Reader<Capabilities> = (value, site) => {
  if (value.kind === 'record') for (const entry of value.entries) warnOfNearMiss(entry, site)
  return readRecord<Capabilities>(value, SHAPE, site)
}

const readAny: Reader<number | boolean> = (value, site) =>
  value.kind === 'scalar' && typeof value.value === 'boolean'
    ? value.value
    : readNumber(value, site)

const SHAPE = { members: COMMON, declared: { names: [], readerOf: () => readAny } }

function warnOfNearMiss({ key, keySpan }: LocatedEntry, { reading, what }: Site): void {
  if (Object.hasOwn(COMMON, key)) return
  const suggestion = suggest({ text: key, span: keySpan, reading }, Object.keys(COMMON))
  if (suggestion.help === undefined) return
  report(reading, 'UH6030', {
    message: `${what()} names ${quoted(key)}, which no rule asks for`,
    span: keySpan,
    ...suggestion,
  })
}
