/** Text of a workflow command of GitHub, the part after `::`, which ends with the line. */
export function escapeCommandData(text: string): string {
  return text.replace(/[%\r\n]/g, percent)
}

/** The value of a property of such a command, which ends with a comma or a colon too. */
export function escapeCommandProperty(text: string): string {
  return text.replace(/[%\r\n:,]/g, percent)
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
