import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JUnit and HAPI's client: the server as a process. OSSICLE says how to start it; default: npx ossicle. */
class OssicleTest {
  static Process server;
  static IGenericClient client;

  @BeforeAll
  static void start() throws IOException {
    var command = new ArrayList<>(List.of(System.getenv().getOrDefault("OSSICLE", "npx ossicle").split(" ")));
    command.addAll(List.of("serve", "--store", "memory:", "--port", "0"));
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // {"url":"http://127.0.0.1:40000","ready":true}
    String ready = server.inputReader().readLine();
    String url = ready.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1");
    client = FhirContext.forR4Cached().newRestfulGenericClient(url + "/r4");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  @Test
  void aProblemListsCodeIsTheCondition() {
    Parameters answer =
        client
            .operation()
            .onType(ConceptMap.class)
            .named("$translate")
            .withParameter(Parameters.class, "system", new UriType("http://www.omim.org"))
            .andParameter("code", new CodeType("166350"))
            .execute();
    assertTrue(((BooleanType) answer.getParameter("result").getValue()).booleanValue());
  }
}
