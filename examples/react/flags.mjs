// Makes the flags of the example where they are missing: a banner that is off, and the words on a button.
const API = '/api/v1/projects/genesis';

const FLAGS = [
  {
    key: 'example-banner',
    type: 'boolean',
    description: 'Shows a banner in examples/react',
    clientVisible: true,
  },
  {
    key: 'example-button',
    type: 'string',
    description: 'What the button in examples/react says',
    clientVisible: true,
    variants: { plain: 'Buy', polite: 'Buy, please' },
  },
];

/** Creates what is missing, with the admin token of `npm start`. */
export async function ensureFlags({ url, adminToken }) {
  for (const flag of FLAGS) {
    const response = await fetch(`${url}${API}/flags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(flag),
    });
    const answer = await response.json();
    if (!response.ok && answer.code !== 'ALREADY_EXISTS')
      throw new Error(`${flag.key} could not be made: ${answer.code} ${answer.message}`);
  }
}
