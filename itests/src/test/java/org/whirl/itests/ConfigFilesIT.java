package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that ship and the settings the components declare name the same keys. */
public class ConfigFilesIT {

    private static final Path CONFIG = Path.of(System.getProperty("whirl.config"), "etc");
    private static final Path BUNDLES = Path.of(System.getProperty("whirl.assembly"), "system/org/whirl");

    @Test
    public void everyKeyOfEveryFileIsDeclaredAndEveryDeclaredKeyIsInTheFile() throws Exception {
        assertThat(shippedKeys()).isEqualTo(declaredKeys());
    }

    private static Map<String, TreeSet<String>> shippedKeys() throws IOException {
        Map<String, TreeSet<String>> keys = new TreeMap<>();
        try (Stream<Path> files = Files.list(CONFIG)) {
            for (Path file : files.collect(Collectors.toList())) {
                String name = file.getFileName().toString();
                if (name.startsWith("org.whirl.") && name.endsWith(".cfg")) {
                    Properties properties = new Properties();
                    try (InputStream input = Files.newInputStream(file)) {
                        properties.load(input);
                    }
                    String pid = name.substring(0, name.length() - ".cfg".length());
                    TreeSet<String> names = new TreeSet<>(properties.stringPropertyNames());
                    // Which of several providers a component uses is said to Declarative Services itself.
                    names.removeIf(key -> key.endsWith(".target"));
                    keys.put(pid, names);
                }
            }
        }
        return keys;
    }

    private static Map<String, TreeSet<String>> declaredKeys() throws Exception {
        Map<String, TreeSet<String>> keys = new TreeMap<>();
        for (Path jar : jars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (ZipEntry entry : file.stream().collect(Collectors.toList())) {
                    if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
                        try (InputStream input = file.getInputStream(entry)) {
                            addDeclared(keys, input);
                        }
                    }
                }
            }
        }
        return keys;
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith(".jar")).collect(Collectors.toList());
        }
    }

    private static void addDeclared(Map<String, TreeSet<String>> keys, InputStream metatype) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(metatype);
        NodeList designates = document.getElementsByTagName("Designate");
        for (int i = 0; i < designates.getLength(); i++) {
            String pid = ((Element) designates.item(i)).getAttribute("pid");
            NodeList attributes = document.getElementsByTagName("AD");
            // A factory has as many files as the operator wants, and none ships.
            if (!pid.isEmpty()) {
                TreeSet<String> names = keys.computeIfAbsent(pid, key -> new TreeSet<>());
                for (int j = 0; j < attributes.getLength(); j++) {
                    names.add(((Element) attributes.item(j)).getAttribute("id"));
                }
            }
        }
    }
}
