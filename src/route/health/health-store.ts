/**
 * What routers keep in common to know of each other's routes: which are shut, until when, and which
 * are open again. Each router goes on deciding from what it holds itself; nobody waits for a store.
 *
 * Texts and names are the router's own: a store keeps them and passes them on. They hold names of
 * providers and models, times and the class of a failure, and nothing of a request.
 */
export interface HealthStore {
  /**
   * Keeps the text under the name, in the place of the one before, and forgets it after that time,
   * in milliseconds; and tells everybody who watches. It is called a few times for each failure of
   * a route, and never for calls that go well. What it throws or rejects with is told as a `fault`
   * once, until it works again.
   */
  readonly put: (name: string, text: string, forMs: number) => void | Promise<void>
  /**
   * Tells of each text that is kept, and then of each that is put, by whichever router: of one name
   * in the order in which they were put.
   *
   * @returns ends it, when the router is closed.
   */
  readonly watch: (take: (name: string, text: string) => void) => Unwatch | Promise<Unwatch>
}

export type Unwatch = () => void | Promise<void>
