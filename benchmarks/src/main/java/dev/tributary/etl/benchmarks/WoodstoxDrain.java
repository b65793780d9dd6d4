package dev.tributary.etl.benchmarks;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** The limit of reading XML in Java: Woodstox's events, looked at by nobody. {@code WoodstoxDrain FILE.xml[.gz] [ROUNDS]}. */
public final class WoodstoxDrain {
    private WoodstoxDrain() {}

    public static void main(String[] args) throws IOException {
        var console = new Console();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        for (int i = 0; i < rounds; i++) {
            console.line("Woodstox drain: %.3f s", seconds(Path.of(args[0])));
        }
    }

    static double seconds(Path file) throws IOException {
        long start = System.nanoTime();
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (var in = Drain.open(file)) {
            var events = factory.createXMLStreamReader(in);
            while (events.hasNext()) {
                events.next();
            }
        } catch (XMLStreamException e) {
            throw new IOException("Not XML: " + file, e);
        }
        return Console.seconds(start);
    }
}
