import type { Definition, PolicyDefinition } from '../compile/resolve/module.ts'
import { conditionOfLet } from './condition-at.ts'
import { type Document, openDocument } from './document.ts'
import { lensesOf } from './lenses-of.ts'
import { codeBlock, codeSpan, paragraphs } from './markdown.ts'
import { passing, passingText } from './passing.ts'

/** How a definition is written, what its comment says, and what it comes to. */
export function definitionText(definition: Definition, document: Document): string {
  const { item, home } = definition
  const text = home.source.text.slice(item.span.start, item.span.end)
  const origin =
    home.source.name === document.source.name ? undefined : `From ${codeSpan(home.source.name)}.`
  return paragraphs(
    codeBlock(shortened(text)),
    item.doc.join('\n'),
    outcome(definition, document),
    origin,
  )
}

function outcome(definition: Definition, document: Document): string | undefined {
  const own = ownDocument(definition, document)
  switch (definition.kind) {
    case 'let': {
      const judged = conditionOfLet(own, definition.name)
      const counts = judged && passing(judged.pred, document.workspace)
      return counts && `Lets ${passingText(counts)} pass.`
    }
    case 'policy':
      return policyOutcome(definition, own)
    default: {
      const flow = own.compiled.output?.flows.find(({ name }) => name === definition.name)
      return flow && codeSpan(flow.fingerprint)
    }
  }
}

function policyOutcome({ name, item }: PolicyDefinition, own: Document): string {
  const start = item.name?.span.start ?? item.body[0]?.span.start
  const lens = lensesOf(own).find(({ span }) => span.start === start)
  const compiled = own.sound.policies?.compile(name).value
  return paragraphs(lens && `${lens.title}.`, compiled && codeSpan(compiled.fingerprint))
}

/** The document that a definition stands in: this one, or a file that it uses. */
function ownDocument({ home }: Definition, document: Document): Document {
  return home.source.name === document.source.name
    ? document
    : openDocument(home.source, document.workspace)
}

/** The first lines of a long definition. */
function shortened(text: string): string {
  const lines = text.split(/\r\n|\n|\r/)
  return lines.length <= MOST_LINES ? text : [...lines.slice(0, MOST_LINES), '…'].join('\n')
}

const MOST_LINES = 12
