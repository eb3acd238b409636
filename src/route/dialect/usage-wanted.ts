import { member, recordOf } from '../../catalog/json-data.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { scanBody } from '../splice/scan-body.ts'
import { type Edit, type Json, splice } from '../splice/splice.ts'
import type { HostTraits } from './host-traits.ts'
import { textOfSpliced } from './spliced-text.ts'

/** For whom the usage of a stream is told, and what is to be changed so that it is. */
export interface UsageWanted {
  readonly usageFor: 'client' | 'router'
  readonly edits: readonly Edit[]
}

/**
 * What makes a stream of chat chunks tell its usage. Other members of `stream_options` keep their
 * bytes. A value that is none is left for the provider to refuse.
 *
 * @param options the member as the client sent it; undefined where it did not.
 */
export function usageWanted(options: Json | undefined, { streamOptions }: HostTraits): UsageWanted {
  const usageFor = asksForUsage(options) ? 'client' : 'router'
  if (streamOptions === 'refused') return { usageFor, edits: [{ kind: 'remove', name: NAME }] }
  if (usageFor === 'client') return { usageFor, edits: [] }
  const json = withUsage(options)
  return { usageFor, edits: json === undefined ? [] : [{ kind: 'set', name: NAME, json }] }
}

/** Whether the client is told the usage of a stream by what it sent as `stream_options`. */
function asksForUsage(options: Json | undefined): boolean {
  return options !== undefined && member(recordOf(parsedJson(options)), 'include_usage') === true
}

function withUsage(options: Json | undefined): Json | undefined {
  if (options === undefined || options === 'null') return '{"include_usage":true}'
  const scanned = scanBody(UTF_8.encode(options))
  if (!scanned.ok) return undefined
  return textOfSpliced(
    splice(scanned.value, [{ kind: 'set', name: 'include_usage', json: 'true' }]),
  )
}

const NAME = 'stream_options'

const UTF_8 = new TextEncoder()
