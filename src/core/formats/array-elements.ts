/** The text of one element of a JSON array and the physical line on which it starts. */
export interface ArrayElement {
  readonly line: number;
  readonly text: string;
  readonly fault?: string;
}

export interface ArraySplitter {
  /** Takes the next line of the file; gives the elements that end on it. */
  push(line: number, text: string): ArrayElement[];
  /** What is left when the file ends. */
  end(): ArrayElement[];
}

const MAX_ELEMENT_LENGTH = 64 * 2 ** 20;
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  34, 92, 44, 91, 93, 123, 125,
];

/**
 * Cuts a JSON array, given line by line, into the texts of its elements, without holding the array. It only
 * counts brackets and quotation marks; whether an element is JSON is for JSON.parse to say. A string cannot
 * span lines in JSON: where one is not closed, the brackets cannot be trusted any more, and the next element
 * is taken to start with the next line that opens an object.
 */
export function createArraySplitter(): ArraySplitter {
  const buffer = createElementBuffer();
  let depth = 0;
  let started = false;
  let lost = false;

  return {
    push(line, text) {
      if (lost) {
        if (!text.trimStart().startsWith('{')) return [];
        lost = false;
        depth = 1;
      }
      let from = 0;
      let inString = false;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (inString) {
          if (code === BACKSLASH) at++;
          else if (code === QUOTE) inString = false;
        } else if (code === QUOTE) inString = true;
        else if (code === OPEN_LIST || code === OPEN_OBJECT) {
          depth++;
          if (!started) from = at + 1;
          started = true;
        } else if (code === COMMA ? depth === 1 : isClosing(code) && --depth === 0) {
          buffer.append(line, text.slice(from, at));
          buffer.finish();
          from = at + 1;
        }
      }
      buffer.append(line, `${text.slice(from)}\n`);
      lost = inString;
      if (inString) buffer.finish('a quotation mark is not closed');
      else if (depth <= 0 && started) buffer.finish('there is text after the end of the list');
      return buffer.take();
    },
    end() {
      buffer.finish('the file ends in the middle of this element');
      return buffer.take();
    },
  };
}

function isClosing(code: number): boolean {
  return code === CLOSE_LIST || code === CLOSE_OBJECT;
}

/** Collects the pieces of the current element and the elements that are finished. */
function createElementBuffer() {
  let elements: ArrayElement[] = [];
  let current = '';
  let blank = true; // nothing but white space in `current`
  let startLine = 0;
  return {
    append(line: number, text: string): void {
      if (blank && text.trim() !== '') {
        startLine = line;
        blank = false;
      }
      if (current.length <= MAX_ELEMENT_LENGTH) current += text;
    },
    /** Ends the current element, unless it is blank. `fault`: why it is none. */
    finish(fault?: string): void {
      const found = { line: startLine, text: current.trim() };
      const reason = current.length > MAX_ELEMENT_LENGTH ? 'the element is too long' : fault;
      if (!blank) elements.push(reason === undefined ? found : { ...found, fault: reason });
      current = '';
      blank = true;
    },
    take(): ArrayElement[] {
      const taken = elements;
      elements = [];
      return taken;
    },
  };
}
