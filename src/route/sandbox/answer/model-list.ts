import type { Dialect } from '../refusal.ts'
import { CREATED_SECONDS } from './answer.ts'

/** The models of a provider, as `GET /models` lists them. */
export function modelListBody(ids: readonly string[], { dialect, owner }: ListSetting): object {
  if (dialect === 'anthropic') {
    return {
      data: ids.map((id) => ({
        type: 'model',
        id,
        display_name: id,
        created_at: new Date(CREATED_SECONDS * 1000).toISOString(),
      })),
      has_more: false,
      first_id: ids[0] ?? null,
      last_id: ids.at(-1) ?? null,
    }
  }
  return {
    object: 'list',
    data: ids.map((id) => ({ id, object: 'model', created: CREATED_SECONDS, owned_by: owner })),
  }
}

interface ListSetting {
  readonly dialect: Dialect
  readonly owner: string
}
