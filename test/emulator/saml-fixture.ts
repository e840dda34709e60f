/** Self-signed, RSA of 2,048 bits, valid for a hundred years; its key is nowhere. */
export const IDP_CERTIFICATE =
  "MIIDFzCCAf+gAwIBAgIUDIqct91gkub8WMMvAFVVGxSGChEwDQYJKoZIhvcNAQELBQAwGjEYMBYGA1UEAwwPaWRwLmV4YW1w" +
  "bGUub3JnMCAXDTI2MTEyMjAxMTkwOVoYDzIxMjYxMDI5MDExOTA5WjAaMRgwFgYDVQQDDA9pZHAuZXhhbXBsZS5vcmcwggEi" +
  "MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDDiwlfiv65NUmGyfpsagVKlPSwbZ6khMj12xF/NJBx9PmP08SUDT2e5l38" +
  "F6e336oefDmoeLeN1zL5diRfZ6CVTKQyR0R0fCZkpYtI3FrcfRZPF3lXxpkBpfrts5RGJPYWzJpJpzuFd9ME7w8VTgZ1yHaL" +
  "CH5qsjlrBSI2Yhs5r+wKt1RSrqTMdDUWgnTFaTXxQ40c6dmBtWFvH/U8OBz+z1cFR/sy0zPbEqtW2J0/bS8BNF/fZKabtu5Z" +
  "exPOMQlo8NNGPJ1iswTNG+ueAVV0gVgAfU3L8RYLt/yY+l4ohzympDMCVg/bXRCbPdWMM6qp/RMr9SW2J08BJBzopm4xAgMB" +
  "AAGjUzBRMB0GA1UdDgQWBBTHJNPaS41gIzb7iDnR9M29mBL6/DAfBgNVHSMEGDAWgBTHJNPaS41gIzb7iDnR9M29mBL6/DAP" +
  "BgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQAIcusrR339zWMHF0ItbYWn8CBVKG9sIwyaEjvV02TAvq4gYn6+" +
  "3awLUHpKStm0+1ryjWlnLtHQtc8gtQEQ0m9AXOtpBWBZmtLBUzQwYFJdsuZ3Ql4F+/jhEO4dLC5qrBVy9XAUOrtjWRFBs0Yo" +
  "01X6ncLahspg6m3mKSd5quii2m/qWfyLyUqIQLEjXL0Jb8gPgNMfriWZQwey1qlWNrGCdgahGA6+VqVUMJNy+rU4tYwcH6Qq" +
  "A+RSrXSOeODR16qWIZpYttVDthvwwBZu5Yzntsm8odpgKDmtmkK/dSZ4rI/hG6hvQNtH9Y3bprSY+uZgB4RWWl0dHX1xTRzm" +
  "vAIN";

/** The same with 512 bits. */
export const WEAK_CERTIFICATE =
  "MIIBcTCCARugAwIBAgIURThftndOFlzlqbyNMQ1M034FOWAwDQYJKoZIhvcNAQELBQAwDDEKMAgGA1UEAwwBdzAgFw0yNjEx" +
  "MjIwMTE5MDlaGA8yMTI2MTAyOTAxMTkwOVowDDEKMAgGA1UEAwwBdzBcMA0GCSqGSIb3DQEBAQUAA0sAMEgCQQC5+ts5b9n0" +
  "Gd0X5Intu8CAcQ8HtXbJktxBQ/ieVzrl0gSdf2befXGJ0inNXhyI7KgEyqA9OyppD0OlKqM1g211AgMBAAGjUzBRMB0GA1Ud" +
  "DgQWBBT4ScP3l+yJ9wQodUbW4dMtdEdvvzAfBgNVHSMEGDAWgBT4ScP3l+yJ9wQodUbW4dMtdEdvvzAPBgNVHRMBAf8EBTAD" +
  "AQH/MA0GCSqGSIb3DQEBCwUAA0EAFuRNSJnjPUPtLC34cUpFywMgxlXzLPLnV+cXoHM8DuQo+N2O1Xdsb8YHkkAnlvyhS//i" +
  "QNwuNgmFWCUu+lvWKQ==";

interface MetadataOptions {
  readonly entityId?: string;
  readonly certificate?: string;
  /** Attributes of the entity beside its id: `validUntil="…"`. */
  readonly attributes?: string;
}

/** Metadata of an identity provider as its administrator downloads it. */
export function samlMetadata({
  entityId = "https://idp.example.org/metadata",
  certificate = IDP_CERTIFICATE,
  attributes = "",
}: MetadataOptions = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}" ${attributes}>
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleSignOnService
      Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.org/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
}
