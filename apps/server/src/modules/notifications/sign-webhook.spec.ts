import { newWebhookSecret, signWebhook } from './sign-webhook.js';

describe('signWebhook', () => {
  it('signs like the example of the Standard Webhooks specification', () => {
    // https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    };
    expect(signWebhook([secret], message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('signs once per secret', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const signed = signWebhook(secrets, { id: 'a', timestamp: 1, body: '' });
    expect(new Set(signed.split(' ')).size).toBe(2);
  });
});
