// Runs the authority's two schematrons over many documents in one process: the judge our rule book is compared with.
// Arguments: the two stylesheets, then the current instant (ISO 8601 with zone).
// Standard input: one line "<length in bytes>" and that many bytes, per document.
// Standard output: one JSON line per document: {"en":{"found":[[id,flag,location],...],"crash":null},"ksa":{...}}.
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import net.sf.saxon.value.DateTimeValue;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

public class Schematrons {
  private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

  public static void main(String[] args) throws Exception {
    Processor processor = new Processor(false);
    XsltExecutable en = processor.newXsltCompiler().compile(new StreamSource(new File(args[0])));
    XsltExecutable ksa = processor.newXsltCompiler().compile(new StreamSource(new File(args[1])));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    InputStream in = new BufferedInputStream(System.in);
    for (byte[] document = next(in); document != null; document = next(in)) {
      out.println(judge(processor, en, ksa, document, args[2]));
      out.flush();
    }
  }

  private static byte[] next(InputStream in) throws IOException {
    StringBuilder length = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) return null;
      length.append((char) c);
    }
    return in.readNBytes(Integer.parseInt(length.toString()));
  }

  private static String judge(Processor processor, XsltExecutable en, XsltExecutable ksa, byte[] document, String now) {
    try {
      XdmNode source = processor.newDocumentBuilder().build(new StreamSource(new ByteArrayInputStream(document)));
      return "{\"en\":" + run(en, source, now) + ",\"ksa\":" + run(ksa, source, now) + "}";
    } catch (SaxonApiException unreadable) {
      return "{\"unreadable\":" + quoted(String.valueOf(unreadable.getMessage())) + "}";
    }
  }

  private static String run(XsltExecutable stylesheet, XdmNode source, String now) {
    Findings findings = new Findings();
    String crash = "null";
    try {
      XsltTransformer transformer = stylesheet.load();
      transformer.getUnderlyingController().setCurrentDateTime(
          (DateTimeValue) DateTimeValue.makeDateTimeValue(now, processorRules()).asAtomic());
      transformer.getUnderlyingController().setErrorListener(new Silent());
      transformer.setInitialContextNode(source);
      transformer.setDestination(new SAXDestination(findings));
      transformer.transform();
    } catch (Exception stopped) {
      crash = quoted(String.valueOf(stopped.getMessage()));
    }
    return "{\"found\":[" + findings.json + "],\"crash\":" + crash + "}";
  }

  private static net.sf.saxon.lib.ConversionRules processorRules() {
    return new net.sf.saxon.Configuration().getConversionRules();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }

  /** Collects the failed assertions of a validation report. */
  private static final class Findings extends DefaultHandler {
    final StringBuilder json = new StringBuilder();

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      if (!SVRL.equals(uri) || !"failed-assert".equals(name)) return;
      if (json.length() > 0) json.append(',');
      json.append('[').append(quoted(attributes.getValue("id"))).append(',');
      json.append(quoted(attributes.getValue("flag"))).append(',');
      json.append(quoted(String.valueOf(attributes.getValue("location")))).append(']');
    }
  }

  /** A document that stops the stylesheets is a result here, not something to print. */
  private static final class Silent implements javax.xml.transform.ErrorListener {
    @Override
    public void warning(javax.xml.transform.TransformerException ignored) {}

    @Override
    public void error(javax.xml.transform.TransformerException ignored) {}

    @Override
    public void fatalError(javax.xml.transform.TransformerException ignored) {}
  }
}
