// HTML from templates: whatever is put into one is escaped, unless it is HTML from a template itself.

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function shown(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}

export const html = (parts, ...values) => new Html(parts.map((part, i) => (i === 0 ? '' : shown(values[i - 1])) + part).join(''));
