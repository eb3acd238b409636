import { listOf, member, recordOf } from '../../catalog/json-data.ts'
import { parsedJson } from './parsed-json.ts'

/**
 * What the body of an error says, for a decision only: the words never leave this folder.
 *
 * Providers nest it in many ways, of which all are read: `{"error": {…}}`, `{"error": "…"}`, the
 * members at the top, a list of one, `innererror` of Azure, `details` of Google and Anthropic,
 * `detail` of FastAPI, and `metadata.raw` of OpenRouter, a JSON text of the provider behind it.
 */
export interface ErrorBody {
  /** Codes, types and states in lower case. */
  readonly codes: ReadonlySet<string>
  /** The messages in lower case, of bounded length. */
  readonly text: string
  /** The status that the body gives, where it gives one of an error. */
  readonly status: number | undefined
  /** True where it passes on the error of another provider, whose status the outer one hides. */
  readonly isRelayed: boolean
}

/** Reads the bytes of a body; what is not JSON is taken for a message. */
export function readErrorBody(body: Uint8Array): ErrorBody {
  const text = new TextDecoder().decode(body.subarray(0, LONGEST_BODY))
  const value = parsedJson(text)
  return value === undefined ? errorBodyOf(text) : errorBodyOf(value)
}

/** Reads a parsed body, or the error inside of one. */
export function errorBodyOf(value: unknown): ErrorBody {
  const found: Found = { codes: new Set(), messages: [], visits: 0, isRelayed: false }
  collect(value, found, 0)
  const text = found.messages.join('\n').slice(0, LONGEST_TEXT).toLowerCase()
  return { codes: found.codes, text, status: found.status, isRelayed: found.isRelayed }
}

const LONGEST_BODY = 262_144
const LONGEST_TEXT = 16_384
const DEEPEST = 6
const MOST_ENTRIES = 8
const MOST_VISITS = 100

interface Found {
  readonly codes: Set<string>
  readonly messages: string[]
  visits: number
  status?: number
  isRelayed: boolean
}

function collect(value: unknown, found: Found, depth: number): void {
  if (typeof value === 'string') found.messages.push(value.slice(0, LONGEST_TEXT))
  if (typeof value !== 'object' || value === null) return
  found.visits += 1
  if (depth > DEEPEST || found.visits > MOST_VISITS) return
  for (const entry of listOf(value).slice(0, MOST_ENTRIES)) collect(entry, found, depth + 1)
  const record = recordOf(value)
  for (const key of CODE_MEMBERS) collectCode(member(record, key), found)
  for (const key of NESTED_MEMBERS) collect(member(record, key), found, depth + 1)
  collectRelayed(recordOf(member(record, 'metadata')), found, depth + 1)
}

// biome-ignore format: table
const CODE_MEMBERS = ['code', 'type', 'status', 'status_code', 'statusCode', 'reason', 'error_code', 'error_type']
// biome-ignore format: table
const NESTED_MEMBERS = ['message', 'msg', 'error', 'errors', 'innererror', 'detail', 'details']

function collectCode(value: unknown, found: Found): void {
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  if (typeof number === 'number') {
    if (Number.isInteger(number) && number >= 400 && number < 600) found.status ??= number
    return
  }
  if (typeof value !== 'string') return
  // A sentence stands where a code should at xAI.
  if (value.includes(' ')) found.messages.push(value.slice(0, LONGEST_TEXT))
  else found.codes.add(value.slice(0, LONGEST_CODE).toLowerCase())
}

const LONGEST_CODE = 100

function collectRelayed(metadata: ReturnType<typeof recordOf>, found: Found, depth: number): void {
  if (member(metadata, 'flagged_input') !== undefined) found.codes.add('content_filter')
  const raw = member(metadata, 'raw')
  if (raw === undefined) return
  found.isRelayed = true
  collect(typeof raw === 'string' ? (parsedJson(raw) ?? raw) : raw, found, depth)
}
