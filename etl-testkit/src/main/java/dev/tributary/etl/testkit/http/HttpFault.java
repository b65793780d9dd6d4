package dev.tributary.etl.testkit.http;

import java.util.Optional;

/** How one request goes wrong: changes the answer that a good server would give. */
@FunctionalInterface
public interface HttpFault {
    /** The answer to a request; {@code good} is the right one. */
    Reply answer(Received request, Reply good);

    /** The right answer. */
    static HttpFault none() {
        return (request, good) -> good;
    }

    /** Always this answer. */
    static HttpFault reply(Reply reply) {
        return (request, good) -> reply;
    }

    static HttpFault status(int status) {
        return reply(Reply.status(status));
    }

    /** Ends the body after so many bytes. */
    static HttpFault cutAfter(int bytes) {
        return (request, good) -> good.cutAfter(bytes);
    }

    /** Sends no more after so many bytes of the body, and leaves the connection open. */
    static HttpFault stallAfter(int bytes) {
        return (request, good) -> good.hangAfter(bytes);
    }

    /** Resets the connection after so many bytes of the body. */
    static HttpFault resetAfter(int bytes) {
        return (request, good) -> good.resetAfter(bytes);
    }

    /** Another value of a header, or none. */
    static HttpFault header(String name, Optional<String> value) {
        return (request, good) -> value.isPresent() ? good.with(name, value.get()) : good.without(name);
    }

    /** Other bytes of the right length. */
    static HttpFault damaged(byte[] other) {
        return (request, good) -> good.withBody(other);
    }
}
