import { Decoder, Encoder, PacketType, type Packet } from 'socket.io-parser';
import { PreparedJson } from './prepared-json.js';

/** socket.io's encoder, which lets {@link PreparedJson} through untouched. */
class PreparedEncoder extends Encoder {
  override encode(packet: Packet): ReturnType<Encoder['encode']> {
    const data = packet.data as unknown;
    if (
      packet.type === PacketType.EVENT &&
      Array.isArray(data) &&
      data[1] instanceof PreparedJson
    ) {
      return [`${PacketType.EVENT}["${String(data[0])}",${data[1].text}]`];
    }
    return super.encode(packet);
  }
}

/** The `parser` option of the stream's socket.io server. */
export const STREAM_PARSER = { Encoder: PreparedEncoder, Decoder };
