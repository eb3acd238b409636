import { parsed } from './parsed.ts'

/** A JSON object in UTF-8, and where its members stand in it. Offsets are bytes from 0. */
export interface Body {
  readonly bytes: Uint8Array
  /** The offset behind the opening brace. */
  readonly inside: number
  /** In the order written, with every duplicate. */
  readonly members: readonly Member[]
}

/**
 * A member of the outermost object. What lies between the end of its value and the next key is
 * blanks and one comma.
 */
export interface Member {
  /** The key, its escapes decoded: `"mod\u0065l"` is `model`. */
  readonly name: string
  readonly keyStart: number
  /** Behind the closing quote of the key. */
  readonly keyEnd: number
  readonly valueStart: number
  readonly valueEnd: number
  /** Bytes of content parts in the value that hold an image; 0 where there are none. */
  readonly imageBytes: number
}

/** The member that holds: of several with one name the last, as in `JSON.parse`. */
export function memberOf({ members }: Body, name: string): Member | undefined {
  return members.findLast((member) => member.name === name)
}

/** What `JSON.parse` of the whole body would have under the name; undefined where it is absent. */
export function memberValue(body: Body, name: string): unknown {
  const member = memberOf(body, name)
  return member === undefined ? undefined : parsed(body.bytes, member.valueStart, member.valueEnd)
}
