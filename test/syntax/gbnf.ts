/** A grammar in the notation of llama.cpp, as far as ours uses it. */
export type Gbnf = ReadonlyMap<string, Node>

export type Node =
  | { readonly kind: 'all'; readonly nodes: readonly Node[] }
  | { readonly kind: 'any'; readonly nodes: readonly Node[] }
  | { readonly kind: 'times'; readonly node: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one'; readonly shape: RegExp }

/** Reads a grammar; throws at what llama.cpp would not read. */
export function readGbnf(text: string): Gbnf {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const { name = '', body = '' } = /^(?<name>[\w-]+) ::= (?<body>.*)$/.exec(line)?.groups ?? {}
      const all = body.match(PIECE) ?? []
      if (all.join('') !== body) throw new Error(`not read: ${line}`)
      const pieces = all.filter((piece) => piece !== ' ')
      const reader = { pieces, at: 0 }
      const node = readChoices(reader)
      if (name === '' || reader.at < pieces.length) throw new Error(`not read: ${line}`)
      return [name, node]
    }),
  )
}

const PIECE =
  /"(?:[^"\\]|\\["\\])*"|\[(?:[^\]\\]|\\[\\nrt]|\\x[0-9a-f]{2})*\]|[\w-]+|[()|?*+]|\{\d+,\d+\}| /g

interface Reader {
  readonly pieces: readonly string[]
  at: number
}

function readChoices(reader: Reader): Node {
  const nodes = [readSequence(reader)]
  while (reader.pieces[reader.at] === '|') {
    reader.at++
    nodes.push(readSequence(reader))
  }
  return { kind: 'any', nodes }
}

function readSequence(reader: Reader): Node {
  const nodes: Node[] = []
  for (
    let piece = reader.pieces[reader.at];
    piece !== undefined;
    piece = reader.pieces[reader.at]
  ) {
    if (piece === '|' || piece === ')') break
    reader.at++
    let node = readOne(piece, reader)
    const times = timesOf(reader.pieces[reader.at] ?? '')
    if (times !== undefined) {
      reader.at++
      node = { kind: 'times', node, least: times[0], most: times[1] }
    }
    nodes.push(node)
  }
  if (nodes.length === 0) throw new Error('an empty sequence')
  return { kind: 'all', nodes }
}

function readOne(piece: string, reader: Reader): Node {
  if (piece.startsWith('"')) return { kind: 'text', text: JSON.parse(piece) }
  if (piece.startsWith('[')) return { kind: 'one', shape: new RegExp(piece, 'uy') }
  if (/^\w/.test(piece)) return { kind: 'rule', name: piece }
  if (piece !== '(') throw new Error(`unexpected ${piece}`)
  const inner = readChoices(reader)
  if (reader.pieces[reader.at++] !== ')') throw new Error('a group is not closed')
  return inner
}

function timesOf(piece: string): readonly [number, number] | undefined {
  if (piece === '?') return [0, 1]
  if (piece === '*') return [0, Number.POSITIVE_INFINITY]
  if (piece === '+') return [1, Number.POSITIVE_INFINITY]
  const [, least, most] = /^\{(\d+),(\d+)\}$/.exec(piece) ?? []
  return least === undefined ? undefined : [Number(least), Number(most)]
}

/** True when the grammar derives the text. Rules are tried once at each place. */
export function accepts(grammar: Gbnf, text: string): boolean {
  const memo = new Map<string, ReadonlySet<number>>()
  const one = (node: Node, at: number): ReadonlySet<number> => {
    switch (node.kind) {
      case 'text':
        return text.startsWith(node.text, at) ? new Set([at + node.text.length]) : NOWHERE
      case 'one': {
        node.shape.lastIndex = at
        const [found] = node.shape.exec(text) ?? []
        return found === undefined ? NOWHERE : new Set([at + found.length])
      }
      case 'any':
        return new Set(node.nodes.flatMap((each) => [...one(each, at)]))
      case 'all':
        return node.nodes.reduce<ReadonlySet<number>>(
          (ends, each) => from(each, ends),
          new Set([at]),
        )
      case 'times':
        return repeated(node, at)
      case 'rule': {
        const key = `${node.name} ${at}`
        const known = memo.get(key) ?? one(ruleOf(grammar, node.name), at)
        memo.set(key, known)
        return known
      }
    }
  }
  const from = (node: Node, starts: ReadonlySet<number>) =>
    new Set([...starts].flatMap((start) => [...one(node, start)]))
  const repeated = ({ node, least, most }: Extract<Node, { kind: 'times' }>, at: number) => {
    const ends = new Set(least === 0 ? [at] : [])
    const seen = new Set([at])
    let last: ReadonlySet<number> = seen
    for (let count = 1; count <= most && last.size > 0; count++) {
      last = new Set([...from(node, last)].filter((end) => count < least || !seen.has(end)))
      for (const end of last) {
        seen.add(end)
        if (count >= least) ends.add(end)
      }
    }
    return ends
  }
  return one({ kind: 'rule', name: 'root' }, 0).has(text.length)
}

const NOWHERE: ReadonlySet<number> = new Set()

export function ruleOf(grammar: Gbnf, name: string): Node {
  const node = grammar.get(name)
  if (node === undefined) throw new Error(`no rule ${name}`)
  return node
}
