import { unreachable } from '../base/unreachable.ts'
import { CANONICAL_UNIT, type Unit } from '../catalog/units.ts'
import { wireName } from '../compile/check/capability.ts'
import { REASONS } from '../compile/check/check-fail-plan.ts'
import type { Subject } from '../compile/resolve/subjects.ts'
import type { Term } from '../ir/term.ts'
import { definitionText } from './definition-text.ts'
import type { Document } from './document.ts'
import { coverageText, fieldKind, unknownText } from './field-text.ts'
import { codeBlock, codeSpan, paragraphs } from './markdown.ts'
import type { Referent } from './mentions/mention.ts'
import { passing, passingText } from './passing.ts'
import { FUNCTION_DOCS, REASON_DOCS, SUBJECT_DOCS } from './words.ts'

/** What is known of what a name means, as Markdown; undefined where there is nothing to say. */
export function referentText(of: Referent, document: Document): string | undefined {
  switch (of.kind) {
    case 'definition':
      return definitionText(of.definition, document)
    case 'param': {
      const { start, end } = of.decl.span
      const text = of.owner.home.source.text.slice(start, end)
      return paragraphs(codeBlock(text), `Parameter of ${codeSpan(of.owner.name)}.`)
    }
    case 'step': {
      const { policy, system } = of.node
      return paragraphs(
        codeBlock(`${of.name} = ask ${policy.name.text} …`),
        `Step of the flow ${codeSpan(of.flow.name.text)}: ${system.text}`,
      )
    }
    case 'field':
      return fieldText(of.name, document)
    case 'subject':
      return paragraphs(`**${of.name}** · ${SUBJECT_DOCS[of.name]}`, namesText(of.name, document))
    case 'function': {
      const known = FUNCTION_DOCS.get(of.name)
      return known && paragraphs(codeBlock(known.form), known.doc)
    }
    case 'catalog-name':
      return catalogNameText(of.subject, of.name, document)
    case 'label': {
      const text = of.param.decl.type.words.map(({ text: word }) => word).join(' | ')
      return `A value of ${codeSpan(of.param.name)}: ${codeSpan(text)}`
    }
    case 'capability': {
      const name = wireName(of.name, document.workspace.vocabulary) ?? of.name
      return paragraphs(`Capability ${codeSpan(name)}`, countOf(['has_cap', name], document))
    }
    case 'reason': {
      const reason = REASONS.find((each) => each === of.name)
      return reason && `**${reason}** · ${REASON_DOCS[reason]}`
    }
    case 'request-param':
      return `Parameter ${codeSpan(of.name)} of the request.`
    case 'type':
      return typeText(of.name)
    default:
      return unreachable(of)
  }
}

function fieldText(name: string, { workspace }: Document): string | undefined {
  const info = workspace.vocabulary.info.get(name)
  if (info === undefined) return undefined
  return paragraphs(
    `**${name}** · ${fieldKind(info)}`,
    [info.doc, info.source].filter((part) => part !== undefined && part !== '').join(' '),
    [coverageText(info, workspace.candidates), unknownText(info)]
      .filter((part) => part !== undefined)
      .join(' '),
  )
}

function namesText(subject: Subject, { workspace: { vocabulary } }: Document): string {
  switch (subject) {
    case 'provider':
      return vocabulary.providers.length === 0
        ? ''
        : `${vocabulary.providers.length} in the catalog.`
    case 'family':
      return vocabulary.families.length === 0 ? '' : `${vocabulary.families.length} in the catalog.`
    case 'tier':
      return vocabulary.tiers.map(codeSpan).join(' < ')
    default:
      return ''
  }
}

const OPERATION = {
  provider: 'provider_eq',
  family: 'family_eq',
  tier: 'tier_eq',
  served_by: 'served_by_eq',
} as const satisfies Record<Subject, string>

function catalogNameText(subject: Subject, name: string, document: Document): string {
  const title = `${subject === 'served_by' ? 'Peer' : capitalized(subject)} ${codeSpan(name)}`
  return paragraphs(title, countOf([OPERATION[subject], name], document))
}

function countOf(pred: Term, { workspace }: Document): string {
  const counts = passing(pred, workspace)
  if (counts === undefined) return ''
  return `${passingText(counts)} in the catalog, over ${counts.routes.length} routes.`
}

function typeText(name: string): string {
  if (name === 'flag') return '**flag** · `true` or `false`'
  if (name === 'text') return '**text** · a text in double quotes'
  const unit = Object.hasOwn(CANONICAL_UNIT, name) ? CANONICAL_UNIT[name as Unit] : undefined
  return unit === undefined ? `**${name}**` : `**${name}** · ${unit}`
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
