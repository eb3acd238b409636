import type { RequestRecord } from '../record.ts'
import { requestRecord } from '../request-record.ts'
import { amountIn, countIn, listIn, member, nameIn, recordIn } from './members.ts'

/**
 * What decisions read of a logged request, as `_request_to_contract` of the host reads it. Nothing
 * is taken of what it says, nor of who sent it: the host names callers by their keys.
 */
export function loggedRequest(body: unknown): RequestRecord {
  const format = nameIn(recordIn(body, 'response_format'), 'type')
  const family = /^family:(.+)$/.exec(nameIn(body, 'model') ?? '')?.[1]
  const maxTokens = countIn(body, 'max_tokens') ?? countIn(body, 'max_output_tokens')
  const temperature = amountIn(body, 'temperature')
  const params = {
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
  }
  const seed = member(body, 'seed')
  const stream = member(body, 'stream')
  return {
    ...requestRecord(
      {
        requirements: family === undefined ? {} : { model_family: family },
        tools: listIn(body, 'tools'),
        ...(format !== undefined && { response_format: { type: format } }),
      },
      typeof seed === 'number' ? seed : undefined,
    ),
    ...(Object.keys(params).length > 0 && { params }),
    ...(typeof stream === 'boolean' && { stream }),
  }
}
