/** Which server answers the requests of a page, and which headers of its answers stand there. */
export interface Exchanging {
  /** `http://127.0.0.1:4141` */
  readonly root: string
  readonly shown: RegExp
}

/**
 * A page with what a server answers now to the requests of its `http` blocks. Identities and times,
 * other ones each time, are shown as `…` and 0.
 */
export async function answeredPage(page: string, exchanging: Exchanging): Promise<string> {
  let result = ''
  for (const part of page.split(/(^```http\n[\s\S]*?^```\n)/m)) {
    result += part.startsWith('```http\n') ? await exchange(part, exchanging) : part
  }
  return result
}

/** A request as it stands on the page, up to its answer. */
async function exchange(block: string, { root, shown }: Exchanging): Promise<string> {
  const [request = ''] = block.replace(/^```http\n|```\n$/g, '').split('\nHTTP/1.1 ')
  const [head = '', ...bodies] = request.trimEnd().split('\n\n')
  const [line = '', ...fields] = head.split('\n')
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(`${root}${path}`, {
    method,
    headers: {
      ...(bodies.length > 0 && { 'content-type': 'application/json' }),
      ...Object.fromEntries(fields.map((field) => field.split(': '))),
    },
    ...(bodies.length > 0 && { body: bodies.join('\n\n') }),
  })
  const own = [...response.headers].filter(([name]) => shown.test(name))
  const headers = own.map(([name, value]) => `${name}: ${same(name, value)}\n`).join('')
  const text = await response.text()
  const body = text.startsWith('{') ? `${JSON.stringify(JSON.parse(text, same), null, 2)}\n` : text
  return `\`\`\`http\n${request.trimEnd()}\n\nHTTP/1.1 ${response.status} ${response.statusText}\n${headers}\n${body}\`\`\`\n`
}

function same(name: string, value: unknown): unknown {
  if (/receipt$|^id$/.test(name)) return '…'
  if (/_ms$|^created$/.test(name)) return 0
  return name === 'since' ? '…' : value
}
