package dev.tributary.etl.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** What databases are called. */
final class Databases {
    private Databases() {}

    /** For people, without what comes behind a question mark: there may be passwords. */
    static String name(Connection connection) throws SQLException {
        var url = String.valueOf(connection.getMetaData().getURL());
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
