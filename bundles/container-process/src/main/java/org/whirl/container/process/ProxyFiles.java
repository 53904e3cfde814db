package org.whirl.container.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.whirl.spi.runtime.ProcessRecipe;

/**
 * The contents of proxies' files. They are small and kept in memory; each container gets a copy of its own, so that
 * none can change what another one runs.
 */
final class ProxyFiles {
    private static final int RECIPES = 64;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Map<String, Map<String, byte[]>> recipes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, byte[]>> eldest) {
            return size() > RECIPES;
        }
    };

    /** Reads them on first use. A bundle's addresses change with its content, so they are a key to it. */
    synchronized Map<String, byte[]> of(ProcessRecipe recipe) throws IOException {
        // Not the addresses themselves: comparing those asks the network.
        Map<String, String> addresses = new TreeMap<>();
        recipe.files().forEach((name, address) -> addresses.put(name, address.toExternalForm()));
        String key = addresses.toString();
        Map<String, byte[]> contents = recipes.get(key);
        if (contents == null) {
            contents = new TreeMap<>();
            for (Map.Entry<String, URL> file : recipe.files().entrySet()) {
                contents.put(file.getKey(), read(file.getKey(), file.getValue()));
            }
            recipes.put(key, contents);
        }
        return contents;
    }

    private static byte[] read(String name, URL address) throws IOException {
        try (InputStream stream = address.openStream()) {
            byte[] content = stream.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IOException("the proxy's file '" + name + "' is larger than " + MOST_BYTES + " bytes");
            }
            return content;
        }
    }
}
