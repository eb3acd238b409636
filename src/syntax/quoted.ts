/** What a text in double quotes stands for. The lexer lets only JSON strings through. */
export function unquoteText(image: string): string {
  return image.includes('\\') ? String(JSON.parse(image)) : image.slice(1, -1)
}

/** What a name in backticks stands for: escapes as in a text, and `` \` `` for a backtick. */
export function unquoteName(image: string): string {
  if (!image.includes('\\')) return image.slice(1, -1)
  const json = image.slice(1, -1).replace(/\\.|"/gs, (each) => {
    if (each === '\\`') return '`'
    return each === '"' ? '\\"' : each
  })
  return String(JSON.parse(`"${json}"`))
}

/** The name as it is written in backticks. */
export function quoteName(name: string): string {
  const json = JSON.stringify(name).slice(1, -1)
  return `\`${json.replaceAll('\\"', '"').replaceAll('`', '\\`')}\``
}
