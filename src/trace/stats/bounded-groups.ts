import { compareBytes } from '../../base/byte-order.ts'

/**
 * What is kept by a name from outside. However many names there are, only so many are told apart:
 * the first ones in byte order, and the rest together. That depends on which names
 * there are and not on their order, so that parts which are merged come to the same as the whole.
 *
 * Plain data, to be sent between threads.
 */
export interface BoundedGroups<G> {
  /** By name; undefined is its own name: there was none. */
  readonly named: Map<string | undefined, G>
  /** Of the names that are not told apart; undefined where there are none. */
  others: G | undefined
  /** The last name that is told apart, where some are not. */
  last: string | undefined
}

/** How a group begins, how two become one, and how many names are told apart. */
export interface GroupKind<G> {
  readonly most: number
  readonly make: () => G
  readonly merge: (into: G, from: G) => void
}

/** A name is cut where it is longer, in UTF-16 code units: it may hold anything. */
export const LONGEST_NAME = 120

export function newGroups<G>(): BoundedGroups<G> {
  return { named: new Map(), others: undefined, last: undefined }
}

/** The group of a name, to be added to. */
export function groupOf<G>(
  groups: BoundedGroups<G>,
  name: string | undefined,
  kind: GroupKind<G>,
): G {
  const key = name !== undefined && name.length > LONGEST_NAME ? cut(name) : name
  const known = groups.named.get(key)
  if (known !== undefined) return known
  if (key !== undefined && groups.last !== undefined && compareBytes(key, groups.last) > 0) {
    groups.others ??= kind.make()
    return groups.others
  }
  // Room for twice as many, so that names are sorted once in a while and not every time.
  if (groups.named.size >= 2 * kind.most) settle(groups, kind)
  const made = kind.make()
  groups.named.set(key, made)
  return made
}

export function mergeGroups<G>(
  into: BoundedGroups<G>,
  from: BoundedGroups<G>,
  kind: GroupKind<G>,
): void {
  for (const [name, group] of from.named) kind.merge(groupOf(into, name, kind), group)
  if (from.others !== undefined) {
    into.others ??= kind.make()
    kind.merge(into.others, from.others)
  }
  const lasts = [into.last, from.last].filter((last) => last !== undefined)
  into.last = lasts.sort(compareBytes)[0]
  settle(into, kind)
}

/** Moves the names that are too many to the others. Call it before the groups are read. */
export function settle<G>(groups: BoundedGroups<G>, kind: GroupKind<G>): void {
  const names = [...groups.named.keys()].filter((name) => name !== undefined).sort(compareBytes)
  const isBeyond = (name: string, index: number): boolean =>
    index >= kind.most || (groups.last !== undefined && compareBytes(name, groups.last) > 0)
  const beyond = names.filter(isBeyond)
  if (beyond.length === 0) return
  groups.last = names[names.length - beyond.length - 1]
  groups.others ??= kind.make()
  for (const name of beyond) {
    const group = groups.named.get(name)
    groups.named.delete(name)
    if (group !== undefined) kind.merge(groups.others, group)
  }
}

function cut(name: string): string {
  return `${name.slice(0, LONGEST_NAME - 1)}…`
}
