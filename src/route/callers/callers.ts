import { err, ok, type Result } from '../../base/result.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'
import type { Caller } from './caller.ts'
import type { CallersConfig } from './caller-config.ts'
import { openCaller } from './open-caller.ts'

/** Tells callers apart by their keys. */
export interface Callers {
  /** How many have a key; with none, everyone is the same caller. */
  readonly size: number
  /** @returns the caller with the key, or that there is none. Nothing of a key is told. */
  readonly identify: (credentials: Credentials) => Result<Caller, RouterError>
}

/** Headers of a request, as they came; undefined where they are absent. */
export interface Credentials {
  readonly authorization: string | undefined
  /** `x-api-key`, as Anthropic's clients send it; only looked at without the other. */
  readonly apiKey: string | undefined
}

/** What of cryptography telling keys apart takes: of `node:crypto`, in the router. */
export interface KeyHashing {
  /** The 32 bytes of the SHA-256 of the text in UTF-8. */
  readonly sha256: (text: string) => Uint8Array
  /** Whether two of the same length are equal, in a time that does not depend on where they differ. */
  readonly timingSafeEqual: (a: Uint8Array, b: Uint8Array) => boolean
}

/**
 * The callers of a configuration.
 *
 * @returns everything that is wrong with the configuration, a sentence each with its place. A
 *   caller is never opened with less than was asked for.
 */
export function openCallers(
  { callers, anonymous = {} }: CallersConfig,
  vocabulary: CatalogVocabulary,
  hashing: KeyHashing,
): Result<Callers, readonly string[]> {
  const faults: string[] = []
  const reading = { vocabulary, faults }
  const keys: KnownKey[] = []
  const names = new Set<string>()
  const hashes = new Set<string>()
  for (const [i, { name, keys: written, ...rules }] of callers.entries()) {
    const isNamed = /^[\w.:@/-]{1,64}$/.test(name)
    const at = isNamed ? `callers.${name}` : `callers[${i}]`
    if (!isNamed) faults.push(`${at}.name: it is 1 to 64 letters, digits and \`_ - . : @ /\``)
    if (names.has(name)) faults.push(`${at}: there are two callers ${quote(name)}; rename one`)
    names.add(name)
    if (written.length === 0) faults.push(`${at}.keys: there is none; nobody could be this caller`)
    const caller = openCaller(name, { rules, at }, reading)
    for (const [j, text] of written.entries()) {
      const hash = hashFrom(text)
      const place = `${at}.keys[${j}]`
      if (hash === undefined) faults.push(`${place}: ${HASH_WANTED}`)
      else if (hashes.has(text))
        faults.push(`${place}: the same key stands there twice; take one out`)
      else keys.push({ hash, caller })
      hashes.add(text)
    }
  }
  const everyone = openCaller(undefined, { rules: anonymous, at: 'anonymous' }, reading)
  if (faults.length > 0) return err(faults)
  return ok({
    size: names.size,
    identify: (credentials) =>
      names.size === 0 ? ok(everyone) : identified(credentials, keys, hashing),
  })
}

interface KnownKey {
  readonly hash: Uint8Array
  readonly caller: Caller
}

/** The hash and never the key: a text that is no hash is not repeated, it may be a key. */
const HASH_WANTED =
  'it is `sha256:` and 64 lower-case hex digits, the hash of a key; `printf %s KEY | sha256sum` makes them'

function hashFrom(text: string): Uint8Array | undefined {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(text) ?? []
  if (hex === undefined) return undefined
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

function identified(
  credentials: Credentials,
  keys: readonly KnownKey[],
  { sha256, timingSafeEqual }: KeyHashing,
): Result<Caller, RouterError> {
  const key = keyIn(credentials)
  if (key === undefined) return unknown('the request has no key')
  const hash = sha256(key)
  let found: Caller | undefined
  // All of them are looked at, so that the time does not tell which one it was.
  for (const known of keys) if (timingSafeEqual(known.hash, hash)) found = known.caller
  return found === undefined ? unknown('no caller has the key that was sent') : ok(found)
}

/** A key is a token without blanks; a longer one than this is none. */
function keyIn({ authorization, apiKey }: Credentials): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(authorization?.slice(0, LONGEST_KEY) ?? '') ?? []
  const key = authorization === undefined ? apiKey : bearer
  return key === undefined || key === '' || key.length >= LONGEST_KEY ? undefined : key
}

const LONGEST_KEY = 1024

function unknown(what: string): Result<never, RouterError> {
  const message = `${what}: send one that this router knows, as \`Authorization: Bearer KEY\``
  return err({ code: 'unknown_caller', message })
}
