import { compareBytes } from '../../base/byte-order.ts'

/** The answer of `GET /v1/models`, in the form of OpenAI's API. */
export interface ModelList {
  readonly object: 'list'
  readonly data: readonly ListedModel[]
}

export interface ListedModel {
  readonly id: string
  readonly object: 'model'
  /** Seconds since 1970. */
  readonly created: number
  readonly owned_by: string
}

/** What the router was started with, by name. */
export interface NamedThings {
  readonly policies: Iterable<string>
  readonly flows: Iterable<string>
}

/**
 * What a request can name as its `model`: the policies first, then the flows, then the families of the
 * catalog, each in the order of their bytes and once.
 *
 * @param created seconds since 1970 at which the policies and the catalog were read.
 */
export function models(
  { policies, flows }: NamedThings,
  families: Iterable<string>,
  created: number,
): ModelList {
  const ids = [
    ...listed('policy:', policies),
    ...listed('flow:', flows),
    ...listed('family:', families),
  ]
  const data = ids.map((id) => ({ id, object: 'model', created, owned_by: OWNER }) as const)
  return { object: 'list', data }
}

const OWNER = 'unhardcoded'

function listed(prefix: string, names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort(compareBytes).map((name) => `${prefix}${name}`)
}
