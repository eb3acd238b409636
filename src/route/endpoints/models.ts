import { compareBytes } from '../../base/byte-order.ts'
import { nearestName } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { quote } from '../../ir/describe-value.ts'
import type { RouterError } from '../router-error.ts'

/** The answer of `GET /v1/models`, in the form of OpenAI's API. */
export interface ModelList {
  readonly object: 'list'
  readonly data: readonly ListedModel[]
}

/** What OpenAI's API tells of a model. */
export interface ListedModel {
  readonly id: string
  readonly object: 'model'
  /** Seconds since 1970. */
  readonly created: number
  readonly owned_by: string
}

/** What a caller may name as the `model` of a request. */
export interface Offer {
  readonly policies: Iterable<string>
  readonly flows: Iterable<string>
  readonly families: Iterable<string>
  /** `provider/family`, as a pin names it. */
  readonly routes: Iterable<string>
  /** Seconds since 1970 at which the policies and the catalog were read. */
  readonly created: number
}

/**
 * The policies first, then the flows, then the families, each in the order of their bytes and once. Pins, of which
 * there are as many as routes, are not listed.
 */
export function models({ policies, flows, families, created }: Offer): ModelList {
  const ids = [
    ...listed('policy:', policies),
    ...listed('flow:', flows),
    ...listed('family:', families),
  ]
  return { object: 'list', data: ids.map((id) => listedModel(id, created)) }
}

/**
 * The answer of `GET /v1/models/{id}`, for pins as well.
 *
 * @param id undefined where what stands in its place cannot be read.
 */
export function modelNamed(id: string | undefined, offer: Offer): Result<ListedModel, RouterError> {
  const ids = [...models(offer).data.map((model) => model.id), ...listed('pin:', offer.routes)]
  if (id !== undefined && ids.includes(id)) return ok(listedModel(id, offer.created))
  const nearest = id === undefined ? undefined : nearestName(id.slice(0, LONGEST_GUESS), ids)
  const help =
    nearest === undefined
      ? '`GET /v1/models` lists what there is'
      : `did you mean ${quote(nearest)}?`
  const what = id === undefined ? 'of that name' : quote(id)
  return err({
    code: 'model_not_found',
    message: `there is no model ${what}: ${help}`,
    param: 'model',
  })
}

/** No name is longer, and the work of finding a near one grows with it. */
const LONGEST_GUESS = 256

function listedModel(id: string, created: number): ListedModel {
  return { id, object: 'model', created, owned_by: OWNER }
}

const OWNER = 'unhardcoded'

function listed(prefix: string, names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort(compareBytes).map((name) => `${prefix}${name}`)
}
