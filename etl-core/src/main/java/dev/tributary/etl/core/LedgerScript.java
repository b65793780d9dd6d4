package dev.tributary.etl.core;

/**
 * A step of the ledger's schema; all steps in order make its tables.
 *
 * @param version counts from 1
 */
public record LedgerScript(int version, String name, String sql) {}
