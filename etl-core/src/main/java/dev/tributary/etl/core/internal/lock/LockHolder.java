package dev.tributary.etl.core.internal.lock;

import java.time.Instant;

/** Who took a lock last, for people to read; it says nothing about whether the lock is still held. */
public record LockHolder(String owner, Instant since, long fence) {}
