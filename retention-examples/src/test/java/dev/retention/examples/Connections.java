package dev.retention.examples;

import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import javax.sql.DataSource;

/** Connections by a URL. The drivers' own sources are of types that need the module java.naming. */
final class Connections {
    private Connections() {}

    static DataSource of(String url, String user) {
        return (DataSource) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new AssertionError(method);
                    }
                    return DriverManager.getConnection(url, user, "");
                });
    }
}
