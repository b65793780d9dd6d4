package dev.tributary.etl.test.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message of PostgreSQL's protocol 3.0: a type, a length, and what it says. */
record Message(char type, byte[] body) {
    private static final int LENGTH_BYTES = 4;

    static Message read(DataInputStream in) throws IOException {
        char type = (char) in.readUnsignedByte();
        return new Message(type, body(in));
    }

    /** The first message of a client, which has no type. */
    static byte[] body(DataInputStream in) throws IOException {
        var body = new byte[in.readInt() - LENGTH_BYTES];
        in.readFully(body);
        return body;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(type);
        writeBody(out, body);
    }

    static void writeBody(DataOutputStream out, byte[] body) throws IOException {
        out.writeInt(body.length + LENGTH_BYTES);
        out.write(body);
    }

    /** The n-th of the texts, each ended by a zero, that the message begins with. */
    String text(int number) {
        int from = 0;
        for (int i = 0; i < number; i++) {
            from = end(from) + 1;
        }
        return new String(Arrays.copyOfRange(body, from, end(from)), StandardCharsets.UTF_8);
    }

    private int end(int from) {
        int at = from;
        while (body[at] != 0) {
            at++;
        }
        return at;
    }

    @Override
    public String toString() {
        return type + ", " + body.length + " bytes";
    }
}
