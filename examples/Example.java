import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;

/** HAPI's client against a started server: java Example http://127.0.0.1:3000/r4 */
public class Example {
  public static void main(String[] args) {
    var client = FhirContext.forR4().newRestfulGenericClient(args[0]);
    Parameters answer =
        client
            .operation()
            .onType(CodeSystem.class)
            .named("$lookup")
            .withParameter(Parameters.class, "system", new UriType("http://www.omim.org"))
            .andParameter("code", new CodeType("166350"))
            .execute();
    System.out.println(answer.getParameter("display").getValue());
  }
}
