import type { Api } from '../classify/check-answer.ts'

/** Where an interface is called: its path behind that of the address, before a query. */
export function endpointUrl(baseUrl: string, api: Api): string {
  const end = baseUrl.search(/[?#]/)
  const address = end === -1 ? baseUrl : baseUrl.slice(0, end)
  // Azure's older interface has its `api-version` there.
  const query = end === -1 ? '' : baseUrl.slice(end).replace(/#.*$/s, '')
  return `${address.replace(/\/+$/, '')}${PATHS[api]}${query}`
}

const PATHS: Readonly<Record<Api, string>> = {
  chat: '/chat/completions',
  responses: '/responses',
  embeddings: '/embeddings',
  messages: '/messages',
}
