import { flowEntry } from '../admission/flow-entry.ts'
import type { Caller } from '../callers/caller.ts'
import type { Offer } from '../endpoints/models.ts'
import type { Setting } from './setting.ts'

/** What a caller may ask for: whoever may only use certain policies is offered nothing else. */
export function offerFor({ guard }: Caller, { named, flows, grounds, sinceMs }: Setting): Offer {
  const { policies } = guard
  const routes = policies === undefined ? grounds.chat.candidates : []
  return {
    policies: [...named.keys()].filter((name) => policies?.has(name) !== false),
    flows: [...flows.keys()].filter((name) => policies?.has(flowEntry(name)) !== false),
    families: routes.map(({ model_family }) => model_family),
    routes: routes.map(({ cid }) => cid),
    created: Math.floor(sinceMs / 1000),
  }
}
