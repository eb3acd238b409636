import { positionAt, type Source } from '../../base/source.ts'
import type { Place } from '../../compile/index.ts'
import type { Path } from '../../ir/term.ts'
import type { OnePolicy } from '../policy/one-policy.ts'
import { lineIndex } from '../report/line-index.ts'

/** Answers which place in the text made the part of the policy at a path. */
export type OriginOf = (path: Path) => Origin | undefined

export interface Origin extends Place {
  readonly text: Source
}

/** The origins of the parts of a policy; none for one that was given as a term. */
export function originsOf({ places, sources }: OnePolicy): OriginOf {
  const texts = new Map(sources.map((source) => [source.name, source]))
  return (path) => {
    const place = places.get(path)
    const text = place && texts.get(place.source)
    return place === undefined || text === undefined ? undefined : { ...place, text }
  }
}

/** `acme.uh:8` */
export function lineOf({ text, span }: Origin): string {
  return `${text.name}:${positionAt(lineIndex(text), span.start).line}`
}
