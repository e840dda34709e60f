# Everything that says "first" is changed to "second" by the update.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  s3_use_path_style = true
}

provider "aws" {
  alias             = "assumed"
  s3_use_path_style = true

  # Made by the test, before Terraform runs.
  assume_role {
    role_arn     = "arn:aws:iam::123456789012:role/deployer"
    session_name = "terraform"
  }
}

data "aws_caller_identity" "assumed" {
  provider = aws.assumed
}

resource "aws_ssm_parameter" "state" {
  provider = aws.assumed
  name     = "/terraform/state"
  type     = "String"
  value    = "first"
}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "app" {
  name               = "terraform-role"
  path               = "/app/"
  description        = "first"
  assume_role_policy = local.trust
  tags               = { state = "first" }
}

resource "aws_iam_policy" "read" {
  name = "terraform-read"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "first", Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.data.arn}/*" }]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.app.id
  name   = "inline"
  policy = aws_iam_policy.read.policy
}

resource "aws_s3_bucket" "data" {
  bucket        = "terraform-data"
  force_destroy = true
  tags          = { state = "first" }
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "data" {
  bucket     = aws_s3_bucket.data.id
  acl        = "log-delivery-write"
  depends_on = [aws_s3_bucket_ownership_controls.data]
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "first"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_object" "note" {
  bucket     = aws_s3_bucket.data.id
  key        = "notes/a b.txt"
  content    = "first"
  tags       = { state = "first" }
  depends_on = [aws_s3_bucket_versioning.data]
}

resource "aws_cloudformation_stack" "roles" {
  name         = "terraform-stack"
  capabilities = ["CAPABILITY_IAM"]
  parameters   = { State = "first" }
  tags         = { team = "core" }
  template_body = jsonencode({
    Parameters = { State = { Type = "String" } }
    Resources = {
      Role = {
        Type       = "AWS::IAM::Role"
        Properties = { Description = { Ref = "State" }, AssumeRolePolicyDocument = jsondecode(local.trust) }
      }
    }
    Outputs = {
      State   = { Value = { Ref = "State" } }
      RoleArn = { Value = { "Fn::GetAtt" = ["Role", "Arn"] } }
    }
  })
}

data "aws_cloudformation_stack" "roles" {
  name       = aws_cloudformation_stack.roles.name
  depends_on = [aws_cloudformation_stack.roles]
}

output "role_arn" {
  value = aws_iam_role.app.arn
}

output "stack_role_arn" {
  value = data.aws_cloudformation_stack.roles.outputs["RoleArn"]
}

output "description" {
  value = data.aws_cloudformation_stack.roles.outputs["State"]
}

output "object_version" {
  value = aws_s3_object.note.version_id
}

output "session" {
  value = data.aws_caller_identity.assumed.arn
}
