import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Address, addressOf, dialectOfApi } from './address.ts'
import { modelListBody } from './answer/model-list.ts'
import { openPlay, type Played, type PlaySetting } from './play.ts'
import { readBody } from './read-body.ts'
import type { Dialect, Refusal } from './refusal.ts'
import { refusedReply, stepsOf, wholeReply } from './reply.ts'
import type { ModelCall } from './reply-to-call.ts'
import type { CallCounts, SandboxCall } from './sandbox-call.ts'
import type { Sleep } from './sleep.ts'
import type { Step } from './step.ts'
import { takeSteps } from './take-steps.ts'

export interface HandlerWorld {
  readonly sleep: Sleep
  readonly onCall: (call: SandboxCall) => void
  /** Counted up and down as calls come and go. */
  readonly tally: { -readonly [K in keyof CallCounts]: number }
}

/** Answers the requests of a server, each for itself. */
export function openHandler(setting: PlaySetting, world: HandlerWorld) {
  const play = openPlay(setting)
  let number = 0
  return (request: IncomingMessage, response: ServerResponse): void => {
    const { signal, onBreak } = lifeOf(response, world.tally)
    const id = `req_sandbox_${++number}`
    stepsFor(request, { play, setting, world })
      .then((steps) =>
        takeSteps(
          steps.map((step) => signed(step, id)),
          response,
          { signal, onBreak, sleep: world.sleep },
        ),
      )
      .catch(() => {
        // The client has left, or this is a bug: then the call fails as it would at a provider.
        if (!signal.aborted) fail(response)
      })
  }
}

function fail(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(500, { 'x-unhardcoded-sandbox': '1' }).end()
}

/** Follows a response to its end, however it comes, and says when the client is gone. */
function lifeOf(response: ServerResponse, tally: HandlerWorld['tally']) {
  const gone = new AbortController()
  let isBroken = false
  tally.open++
  response.on('close', () => {
    tally.open--
    if (isBroken || response.writableFinished) tally.closed++
    else tally.aborted++
    gone.abort()
  })
  response.on('error', () => gone.abort())
  return {
    signal: gone.signal,
    onBreak: () => {
      isBroken = true
    },
  }
}

/** Says of a head whose it is, and which call it answers. */
function signed(step: Step, id: string): Step {
  if (step.kind !== 'head') return step
  const own = { 'x-unhardcoded-sandbox': '1', 'x-request-id': id, 'request-id': id }
  return { ...step, headers: { ...step.headers, ...own } }
}

interface Desk {
  readonly play: (call: ModelCall) => Played
  readonly setting: PlaySetting
  readonly world: HandlerWorld
}

async function stepsFor(
  request: IncomingMessage,
  { play, setting, world }: Desk,
): Promise<readonly Step[]> {
  const [path = ''] = (request.url ?? '').split('?')
  const address = addressOf(path)
  const dialect = dialectAt(address, setting)
  if (address === undefined || dialect === undefined || !isMethod(request.method, address)) {
    const message = `Unknown request URL: ${request.method} ${path}`
    return refused({ kind: 'unknown_path', message }, dialect)
  }
  const { provider, endpoint } = address
  if (endpoint === 'models') {
    const owner = provider ?? 'sandbox'
    return stepsOf(wholeReply(modelListBody(setting.places.list(provider), { dialect, owner })))
  }
  const body = await readBody(request)
  if (body === undefined) return []
  if (body === 'too large') return refused({ kind: 'too_large' }, dialect)
  const played = play({ api: endpoint, provider, body, hasKey: hasKey(request) })
  const { headers } = request
  const fault = played.fault?.text
  world.onCall({ provider: played.provider, family: played.family, path, headers, body, fault })
  return played.steps
}

function refused(refusal: Refusal, dialect: Dialect = 'openai'): readonly Step[] {
  return stepsOf(refusedReply(refusal, dialect))
}

/** The form that is spoken there; undefined where nothing is, as for another's interface. */
function dialectAt(address: Address | undefined, { places }: PlaySetting): Dialect | undefined {
  if (address === undefined) return undefined
  const { provider, endpoint } = address
  const spoken = endpoint === 'models' ? undefined : dialectOfApi(endpoint)
  if (provider === undefined) return spoken ?? 'openai'
  const own = places.dialectOf(provider)
  return spoken === undefined || spoken === own ? own : undefined
}

function isMethod(method: string | undefined, { endpoint }: Address): boolean {
  return method === (endpoint === 'models' ? 'GET' : 'POST')
}

function hasKey({ headers }: IncomingMessage): boolean {
  return (headers.authorization ?? headers['x-api-key'] ?? headers['api-key'] ?? '') !== ''
}
