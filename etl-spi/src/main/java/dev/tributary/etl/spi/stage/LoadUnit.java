package dev.tributary.etl.spi.stage;

/**
 * One attempt at one unit of a job. {@code job} and {@code number} are the same on every attempt and every machine, units are numbered from 0 in
 * source order; {@code fence} rises with every attempt: work under a lower fence must never win.
 */
public record LoadUnit(String job, int number, long fence) {}
