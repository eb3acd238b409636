/** Where a slot stands in a template. */
export interface TemplateSlot {
  /** From 0, which of the slots of the template. */
  readonly slot: number
  /** `$12` */
  readonly written: string
}

/** `$` and digits: the input of that number, counted from 1. */
export const TEMPLATE_SLOT = /\$([0-9]+)/g

/** The first slot of a template that no input fills; undefined where each has one. */
export function unfilledSlot(template: string, inputs: number): TemplateSlot | undefined {
  const slots = [...template.matchAll(TEMPLATE_SLOT)]
  for (const [slot, [written, digits]] of slots.entries()) {
    const index = Number(digits)
    if (index < 1 || index > inputs) return { slot, written }
  }
  return undefined
}
