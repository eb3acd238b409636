/**
 * What was made lately, by key: when it is more than there is room for, what was not asked for the
 * longest goes. A class, since it owns the map.
 */
export class Recent<T> {
  private readonly kept = new Map<string, Kept<T>>()
  private readonly room: Room
  private weight = 0

  constructor(room: Room) {
    this.room = room
  }

  get size(): number {
    return this.kept.size
  }

  get(key: string): T | undefined {
    const found = this.kept.get(key)
    if (found === undefined) return undefined
    // A map is in the order of insertion: what was asked for stands at the end.
    this.kept.delete(key)
    this.kept.set(key, found)
    return found.value
  }

  /** Of a key that is not there. @param weight of the value; that of the key is added. */
  add(key: string, value: T, weight: number): void {
    const whole = key.length + weight
    if (whole > this.room.weight || this.room.entries < 1) return
    this.kept.set(key, { value, weight: whole })
    this.weight += whole
    for (const [oldest, { weight: freed }] of this.kept) {
      if (this.kept.size <= this.room.entries && this.weight <= this.room.weight) return
      this.kept.delete(oldest)
      this.weight -= freed
    }
  }
}

export interface Room {
  readonly entries: number
  /** Of all keys and values together; UTF-16 code units, where they are texts. */
  readonly weight: number
}

interface Kept<T> {
  readonly value: T
  readonly weight: number
}
