import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Scanner;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;

/** For each line of input, `OPERATION BASE`, one line: what HAPI's client makes of the answer. */
public class Ask {
  static final String CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
  static final String CODES = "https://w3id.org/ossicle/ValueSet/poh-codes";

  public static void main(String[] args) {
    var context = FhirContext.forR4();
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    context.getRestfulClientFactory().setSocketTimeout(1_000);
    var lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split(" ");
      System.out.println(outcome(words[0], context.newRestfulGenericClient(words[1])));
    }
  }

  static String outcome(String operation, IGenericClient client) {
    try {
      return switch (operation) {
        case "expand" -> expand(client);
        case "translate" -> translate(client);
        default -> lookup(client);
      };
    } catch (BaseServerResponseException failure) {
      return failure.getClass().getSimpleName() + " " + failure.getStatusCode();
    }
  }

  static String lookup(IGenericClient client) {
    var given = new Parameters();
    given.addParameter("system", new UriType(CONDITIONS));
    given.addParameter("code", new CodeType("progressive-osseous-heteroplasia"));
    Parameters answer =
        client.operation().onType(CodeSystem.class).named("$lookup").withParameters(given).useHttpGet().execute();
    return answer.getParameter("display").getValue().toString();
  }

  static String expand(IGenericClient client) {
    var given = new Parameters();
    given.addParameter("url", new UriType(CODES));
    ValueSet answer =
        client
            .operation()
            .onType(ValueSet.class)
            .named("$expand")
            .withParameters(given)
            .returnResourceType(ValueSet.class)
            .execute();
    return answer.getExpansion().getContains().size() + " codes";
  }

  static String translate(IGenericClient client) {
    var given = new Parameters();
    given.addParameter("system", new UriType(CONDITIONS));
    given.addParameter("code", new CodeType("progressive-osseous-heteroplasia"));
    given.addParameter("targetsystem", new UriType("http://www.omim.org"));
    Parameters answer =
        client.operation().onType(ConceptMap.class).named("$translate").withParameters(given).execute();
    return answer.getParameter().stream()
        .filter(one -> one.getName().equals("match"))
        .flatMap(match -> match.getPart().stream())
        .filter(part -> part.getName().equals("concept"))
        .map(part -> ((Coding) part.getValue()).getCode())
        .collect(Collectors.joining(" "));
  }
}
