/**
 * Those who are there at the moment, in no order. It is not a `Set`: one whose members come and go
 * is copied again and again, and in V8 each copy that was given up refers to the next. As soon as
 * one of them is old, all that was a member since then is kept until the next full collection.
 *
 * A class, since it owns the list.
 */
export class Roster<T> implements Iterable<T> {
  readonly #members: T[] = []

  get size(): number {
    return this.#members.length
  }

  /** Of somebody who is not there. */
  add(member: T): void {
    this.#members.push(member)
  }

  /** @returns whether it was there. Takes as long as there are members. */
  delete(member: T): boolean {
    const at = this.#members.indexOf(member)
    if (at < 0) return false
    const last = this.#members.pop()
    if (last !== undefined && at < this.#members.length) this.#members[at] = last
    return true
  }

  /** Those who are there now, whoever leaves meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#members][Symbol.iterator]()
  }
}
